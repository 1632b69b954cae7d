#!/usr/bin/env python3
"""Writes assets/anatomy/borders.json: which muscles touch in the reference atlas, and where.

usage: borders_of_atlas.py EXPORT_DIR [--out FILE]

EXPORT_DIR: as for gaps_beside_atlas.py, of a body made with `backstory_forge --alone`. To be run again when muscle
tables change. The atlas is looked for in BACKSTORY_SHARED (or ../shared beside the repository); without it the script
says so and ends with 0. Places of contact and gaps are those of gaps_beside_atlas.py (away from attachments). Only
coarse places are kept: space is cut into cubes of 6 mm where the two stand more than 1.2 mm apart as we forge them
alone, of 12 mm elsewhere, and each cube with contact gives one place, the middle of it there, rounded to 1 mm.
Needs python3-numpy, python3-scipy, python3-vtk9; minutes.
"""
import argparse
import json
import os
import sys

import gaps_beside_atlas as gaps
import overlaps_beside_atlas as overlaps

CUBE_M, CUBE_APART_M = 0.012, 0.006
APART_M = 0.0012
# The layers of the abdominal wall keep their order in movement by fractions of a millimetre: they stay as forged.
UNYIELDING = ["external_oblique_r", "internal_oblique_r", "pyramidalis_r", "rectus_abdominis_r",
              "transversus_abdominis_r"]
# The aponeurosis of the internal oblique splits round rectus: its edge would be drawn to both sides, through it. The edge
# of latissimus would be drawn into a lump on teres major.
LEFT_OUT = {("internal_oblique_r", "rectus_abdominis_r"), ("latissimus_dorsi_r", "teres_major_r")}

NOTE = ("Muscles that touch in life, and where: at each place [x, y, z] (m), and a few millimetres around it, the forge "
        "closes a gap between the two (src/forge/borders.hpp). Written by tools/borders_of_atlas.py.")
SOURCE = ("Measured on BodyParts3D, (C) The Database Center for Life Science, CC Attribution-Share Alike 2.1 Japan: "
          "places within 0.7 mm of both surfaces, more than 15 mm from the attachments")


def places(points, cube_m):
    """The middles of what lies in one cube."""
    import numpy as np
    cubes, cube_of = np.unique(np.floor(points / cube_m).astype(int), axis=0, return_inverse=True)
    middles = [points[cube_of.ravel() == k].mean(0) for k in range(len(cubes))]
    return [[round(float(x), 3) + 0.0 for x in middle] for middle in middles]


def gaps_between(one, other, touching):
    import numpy as np
    return other.outside(one.nearest(touching)) if len(touching) else np.zeros(0)


def main():
    import numpy as np
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export_dir")
    parser.add_argument("--out", default=os.path.join(overlaps.REPOSITORY, "assets", "anatomy", "borders.json"))
    options = parser.parse_args()
    atlas = os.path.join(overlaps.SHARED, "reference", "atlas")
    if not os.path.exists(os.path.join(atlas, "index.json")):
        print("skipped: no reference atlas in", overlaps.SHARED)
        return 0
    sys.path.insert(0, os.path.join(overlaps.SHARED, "tools"))
    import surface_distance as distance
    index = json.load(open(os.path.join(atlas, "index.json")))["structures"]
    ends = {i: overlaps.ends_of(i) for i, m in index.items() if m["kind"] == "muscle"}
    idents = sorted(i for i in ends if os.path.exists(os.path.join(options.export_dir, i + ".ply")))
    theirs = {i: gaps.Whole(distance, os.path.join(atlas, i + ".ply")) for i in idents}
    ours = {i: gaps.Whole(distance, *(os.path.join(options.export_dir, part + ".ply")
                                      for part in [i, *gaps.PARTS.get(i, [])])) for i in idents}
    borders = []
    for n, a in enumerate(idents):
        for b in idents[n + 1:]:
            if (a, b) in LEFT_OUT:
                continue
            both = (ends[a], ends[b])
            there, back = (gaps.contacts(theirs[x], theirs[y], both) for x, y in ((a, b), (b, a)))
            if len(there) + len(back) == 0:
                continue
            touching = np.vstack([there.reshape(-1, 3), back.reshape(-1, 3)])
            apart = np.hstack([gaps_between(ours[a], ours[b], there), gaps_between(ours[b], ours[a], back)]) > APART_M
            found = sorted(places(touching[apart], CUBE_APART_M) + places(touching[~apart], CUBE_M))
            borders.append({"between": [a, b], "places": found})
    with open(options.out, "w", encoding="utf-8") as out:
        out.write('{"note": %s,\n "source": %s,\n "unyielding": %s,\n "borders": [\n'
                  % (json.dumps(NOTE), json.dumps(SOURCE), json.dumps(UNYIELDING)))
        out.write(",\n".join("  " + json.dumps(border) for border in borders))
        out.write("\n ]\n}\n")
    print(f"{len(borders)} pairs, {sum(len(b['places']) for b in borders)} places")
    return 0


if __name__ == "__main__":
    sys.exit(main())
