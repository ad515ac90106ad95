"""Expert sessions: who takes part, what is proposed, two rounds of marks, how far the experts agree, the protocol."""
