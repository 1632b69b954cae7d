"""Khronos' gltf-validator finds no error in any glb that the build wrote; and it does find one that is planted."""
import json
import os
import shutil
import struct
import subprocess
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(os.environ.get("BACKSTORY_SOURCE_DIR", Path(__file__).resolve().parents[2]))
BUILD = Path(os.environ.get("BACKSTORY_BINARY_DIR", SOURCE / "build/dev"))
VERSION = "2.0.0-dev.3.10"
MODULES = SOURCE / "build/gltf-validator"


def fetch_validator():
    """Installs the validator once, below build/; a reason when that is not possible here."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "gltf-validator needs node and npm, which are not installed"
    package = MODULES / "node_modules/gltf-validator/package.json"
    if package.is_file():
        return None
    MODULES.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["npm", "install", "--prefix", str(MODULES), "--no-audit", "--no-fund", "--loglevel=error",
                           f"gltf-validator@{VERSION}"], capture_output=True, text=True, timeout=120,
                          stdin=subprocess.DEVNULL, check=False)
    return None if package.is_file() else "gltf-validator could not be fetched: " + done.stderr.strip()[-200:]


def validate(*files):
    return subprocess.run(["node", str(SOURCE / "tools/validate_gltf.js"), str(MODULES), *map(str, files)],
                          capture_output=True, text=True, timeout=300, check=False)


class GltfValidator(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        try:
            reason = fetch_validator()
        except subprocess.TimeoutExpired:
            reason = "gltf-validator could not be fetched within two minutes"
        if reason:
            raise unittest.SkipTest(reason)

    def test_every_written_glb_is_valid(self):
        files = sorted(BUILD.glob("*.glb")) + sorted(BUILD.glob("forge/*.glb"))
        self.assertTrue(any(file.name == "body.glb" for file in files), f"the build wrote no body.glb under {BUILD}")
        result = validate(*files)
        print(result.stdout)
        self.assertEqual(0, result.returncode, result.stdout + result.stderr)

    def test_finds_a_planted_error(self):
        text = json.dumps({"asset": {"version": "2.0"}, "scenes": [{"nodes": [7]}]}).encode()
        text += b" " * (-len(text) % 4)
        with tempfile.TemporaryDirectory() as folder:
            broken = Path(folder) / "broken.glb"
            broken.write_bytes(struct.pack("<4sIIII", b"glTF", 2, 20 + len(text), len(text), 0x4E4F534A) + text)
            result = validate(broken)
        self.assertEqual(1, result.returncode)
        self.assertIn("UNRESOLVED_REFERENCE", result.stdout)


if __name__ == "__main__":
    unittest.main()
