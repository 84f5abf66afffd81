"""Reading files of the outside world: bytes in, values and sentences out."""
