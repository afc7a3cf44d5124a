"""Given rows and expected rows of every mart."""
