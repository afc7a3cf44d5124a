"""What people see: reads the published warehouse, draws charts, serves pages."""
