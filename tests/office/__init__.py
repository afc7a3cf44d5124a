"""Tests of the written files in an office suite: LibreOffice opens, converts and prints them."""
