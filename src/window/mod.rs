//! Row 6: the native window, its dialogs and its jobs.
