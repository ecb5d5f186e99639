"""How people come in: passwords, second factor, locks, sessions. What they may do inside is rectify.ledger.rights."""
