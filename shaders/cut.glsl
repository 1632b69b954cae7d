// With SECTION: what lies beyond the section plane is not drawn.
void cut(vec3 world) {
#ifdef SECTION
    if (beyond_section(world)) {
        discard;
    }
#endif
}
