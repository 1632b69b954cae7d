// For passes that write depth only, or nothing.
void main() {}
