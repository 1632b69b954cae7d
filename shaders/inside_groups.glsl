// What a section closes before what: bone before all that lies in it (roots of nerves, ends of muscles), discs before the
// end plates that press into them, nerves before the ligaments and these before the muscles that they run through. Skin is
// no solid.
const int INSIDE_BONE = 0, INSIDE_DISC_OR_NERVE = 1, INSIDE_BAND = 2, INSIDE_MUSCLE = 3;

int inside_group(float tissue) {
    if (tissue == TISSUE_SKIN) {
        return -1;
    }
    if (tissue == TISSUE_BONE || tissue == TISSUE_TOOTH) {
        return INSIDE_BONE;
    }
    if (tissue == TISSUE_DISC || tissue == TISSUE_NERVE) {
        return INSIDE_DISC_OR_NERVE;
    }
    return tissue == TISSUE_MUSCLE ? INSIDE_MUSCLE : INSIDE_BAND;
}
