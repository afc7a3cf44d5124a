"""The way of the data from publishers' files and country reports to a published warehouse."""
