"""What each page says: sentences, tiles and reader's tables, made from the answers of `queries`; one file per page."""
