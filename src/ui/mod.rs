//! Row 5: shows the state and pushes commands; never touches disk or waits.
