//! Row 4: the whole program as one pure function over its state, with every text a user reads.
