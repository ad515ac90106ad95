"""The embedded demo region: fictional bodies and people, our own documents, and a year of believable control."""
