//! Row 5: disk, threads, clock and folders; nothing of what they are used for.
