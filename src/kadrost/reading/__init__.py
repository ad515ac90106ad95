"""Official documents become structured readings: `read_file`, `read_document`, `to_json`."""
