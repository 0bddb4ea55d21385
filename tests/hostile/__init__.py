"""Text that wants to do harm, through every way in and out."""
