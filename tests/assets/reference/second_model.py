"""Lengths of muscles in OpenSim's RajagopalLaiUhlrich2023, for gait2392_curves.json: a second yardstick, with wrapping.

usage: python3 second_model.py OPENSIM_PATHS_JSON gait2392_curves.json

OPENSIM_PATHS_JSON holds the model's joints, path points and wrap cylinders (not in this repository). Every row of
gait2392 gets `second_length_mm`: the same part over the same angles. A path between two points goes straight, or over
each cylinder that it meets: tangents and a helix, the shorter way round or the side that the cylinder's quadrant names.
"""

import json
import math
import sys

import numpy as np
from scipy.interpolate import CubicSpline

MODEL = "RajagopalLaiUhlrich2023"
PARTS = {
    "psoas": ["psoas_r"], "iliacus": ["iliacus_r"], "tfl": ["tfl_r"], "rect_fem": ["recfem_r"], "sar": ["sart_r"],
    "glut_max1": ["glmax1_r"], "glut_max2": ["glmax2_r"], "glut_max3": ["glmax3_r"],
    "glut_med1": ["glmed1_r"], "glut_med2": ["glmed2_r"], "glut_med3": ["glmed3_r"],
    "semimem": ["semimem_r"], "semiten": ["semiten_r"], "bifemlh": ["bflh_r"],
    # gait2392 has three parts of the adductor magnus, this model four.
    "add_mag1": ["addmagProx_r"], "add_mag2": ["addmagMid_r", "addmagDist_r"], "add_mag3": ["addmagIsch_r"],
    "med_gas": ["gasmed_r"], "lat_gas": ["gaslat_r"],
}


def turn(axis, angle):
    axis = np.asarray(axis, float) / np.linalg.norm(axis)
    x, y, z = axis
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + math.sin(angle) * k + (1 - math.cos(angle)) * k @ k


def body_fixed_xyz(degrees):
    a, b, c = np.radians(degrees)
    return turn([1, 0, 0], a) @ turn([0, 1, 0], b) @ turn([0, 0, 1], c)


def value(function, angle):
    kind = function["type"]
    if kind in ("LinearFunction", "PolynomialFunction"):
        return float(np.polyval(function["coefficients"], angle))
    if kind == "Constant":
        return function["value"]
    return float(CubicSpline(function["x"], function["y"])(angle))


class Model:
    def __init__(self, data):
        self.joints = {j["child"]: j for j in data["joints"]}
        self.wraps = {w["name"]: w for w in data["wrap_objects"]}
        self.muscles = {m["name"]: m for m in data["muscles"]}

    def frame(self, body, angles):
        """Rotation and place of a body's frame in the pelvis."""
        if body == "pelvis":
            return np.eye(3), np.zeros(3)
        joint = self.joints[body]
        rotation, place = self.frame(joint["parent"], angles)
        parent = body_fixed_xyz(joint["orientation_in_parent_deg"])
        child = body_fixed_xyz(joint["orientation_in_child_deg"])
        moved, shift = np.eye(3), np.zeros(3)
        for axis in joint.get("spatial_transform", []):
            function, names = axis["function"], axis["coordinates"]
            angle = angles.get(names[0].replace("_beta", ""), 0.0) if names else 0.0
            amount = value(function, angle) if function else 0.0
            if axis["axis_name"].startswith("rotation"):
                moved = moved @ turn(axis["axis"], amount)
            else:
                shift = shift + amount * np.asarray(axis["axis"], float)
        own = parent @ moved @ child.T
        at = np.asarray(joint["location_in_parent"]) + parent @ shift - own @ np.asarray(joint["location_in_child"])
        return rotation @ own, place + rotation @ at

    def length(self, name, angles):
        muscle = self.muscles[name]
        frames = {}
        def to_pelvis(body, point):
            if body not in frames:
                frames[body] = self.frame(body, angles)
            rotation, place = frames[body]
            return rotation @ np.asarray(point) + place
        points = [to_pelvis(p["body"], p["xyz"]) for p in muscle["path"]]
        total = 0.0
        for i in range(len(points) - 1):
            wraps = []
            for use in muscle["wraps"]:
                low, high = use["range"]
                if low > 0 and not (low - 1 <= i and i + 1 <= high - 1):
                    continue
                if low < 0 and muscle["path"][i]["body"] == muscle["path"][i + 1]["body"]:
                    continue
                wrap = self.wraps[use["wrap_object"]]
                to_pelvis(wrap["body"], [0, 0, 0])
                wraps.append((wrap, frames[wrap["body"]]))
            total += over(points[i], points[i + 1], wraps)
        return total


def over(a, b, wraps):
    """Length from a to b over the cylinders: each in turn from where the path leaves the others, until it settles."""
    entries = [None] * len(wraps)
    for _ in range(12):
        for k, (wrap, frame) in enumerate(wraps):
            before = next((entries[j][1] for j in range(k - 1, -1, -1) if entries[j]), a)
            after = next((entries[j][0] for j in range(k + 1, len(wraps)) if entries[j]), b)
            entries[k] = around(before, after, wrap, frame)
    length, last = 0.0, a
    for entry in entries:
        if entry:
            length += np.linalg.norm(entry[0] - last) + entry[2]
            last = entry[1]
    return length + np.linalg.norm(b - last)


def around(a, b, wrap, frame):
    """Where a taut path from a to b meets and leaves the cylinder, and the length between; None if it goes free."""
    rotation = frame[0] @ body_fixed_xyz(wrap["xyz_body_rotation_deg"])
    centre = frame[0] @ np.asarray(wrap["translation"]) + frame[1]
    p, q = rotation.T @ (a - centre), rotation.T @ (b - centre)
    r = wrap["radius"]
    u, v = p[:2], q[:2]
    if np.linalg.norm(u) <= r or np.linalg.norm(v) <= r:
        return None
    line = v - u
    t = np.clip(-u @ line / max(line @ line, 1e-12), 0.0, 1.0)
    near = u + t * line
    quadrant = wrap["quadrant"]
    side = None
    if quadrant != "all":
        side = np.zeros(2)
        side["xy".index(quadrant[-1])] = -1.0 if quadrant[0] == "-" else 1.0
    hit = np.linalg.norm(near) < r
    if not hit and (side is None or near @ side > 0 or t in (0.0, 1.0)):
        return None
    best = None
    for sense in (1, -1):
        def tangent(point, way):
            d = np.linalg.norm(point)
            angle = math.atan2(point[1], point[0]) + way * math.acos(r / d)
            return np.array([r * math.cos(angle), r * math.sin(angle)]), angle
        first, start = tangent(u, sense)
        last, end = tangent(v, -sense)
        arc = (sense * (end - start)) % (2 * math.pi)
        middle = start + sense * arc / 2
        if side is not None and side @ np.array([math.cos(middle), math.sin(middle)]) < 0:
            continue
        if arc > 1.5 * math.pi:
            continue
        flat = np.linalg.norm(first - u) + r * arc + np.linalg.norm(v - last)
        if best is None or flat < best[0]:
            best = (flat, first, last, r * arc, np.linalg.norm(first - u))
    if best is None:
        return None
    flat, first, last, arc, lead = best
    rise = q[2] - p[2]
    z1, z2 = p[2] + rise * lead / flat, p[2] + rise * (lead + arc) / flat
    enter = rotation @ np.array([*first, z1]) + centre
    leave = rotation @ np.array([*last, z2]) + centre
    return enter, leave, math.hypot(arc, z2 - z1)


def main():
    model = Model(json.load(open(sys.argv[1]))["models"][MODEL])
    path = sys.argv[2]
    data = json.load(open(path))
    knee, ankle = model.frame("tibia_r", {})[1], model.frame("talus_r", {})[1]
    hip = model.frame("femur_r", {})[1]
    leg = 1e3 * (np.linalg.norm(knee - hip) + np.linalg.norm(ankle - knee))
    data["second_hip_knee_ankle_mm"] = round(float(leg), 1)
    for row in data["rows"]:
        if "model" in row:
            names = PARTS[row["part"]]
            count = len(row["length_mm"])
            mine = [sum(1e3 * model.length(n, {row["over"]: math.radians(x)}) for n in names) / len(names)
                    for x in np.linspace(row["from_deg"], row["to_deg"], count)]
            theirs = np.array(row["length_mm"])
            off = np.array(mine) - theirs
            print("check against", row["model"], row["part"], "rms %.2f" % np.std(off))
            continue
        names = PARTS[row["part"]]
        angles = np.linspace(row["from_deg"], row["to_deg"], len(row["length_mm"]))
        row["second_length_mm"] = [
            round(sum(1e3 * model.length(n, {row["over"]: math.radians(x)}) for n in names) / len(names), 2)
            for x in angles]
        arms = -np.gradient(row["second_length_mm"], np.radians(angles))
        old = -np.gradient(row["length_mm"], np.radians(angles))
        print("%-10s %-15s second %6.1f gait %6.1f" % (row["part"], row["over"], np.ptp(row["second_length_mm"]),
              np.ptp(row["length_mm"])), "arms", np.round(arms[::4], 0), np.round(old[::4], 0))
    if "-n" not in sys.argv:
        save(path, data)


def save(path, data):
    """One row a line, so that a change shows."""
    def line(x):
        return json.dumps(x, ensure_ascii=False)
    out = []
    for key, value in data.items():
        if isinstance(value, list):
            out.append(' "%s": [\n%s\n ]' % (key, ",\n".join("  " + line(v) for v in value)))
        else:
            out.append(' "%s": %s' % (key, line(value)))
    with open(path, "w") as file:
        file.write("{\n" + ",\n".join(out) + "\n}\n")


main()
