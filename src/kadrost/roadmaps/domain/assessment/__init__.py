"""Self-assessment by the Standard: rounds, questions, answers with their grounds, and comparison with earlier rounds."""
