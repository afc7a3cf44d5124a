"""A figure or table on its way out of the house: pictures, slides, workbooks, briefs, packs."""
