"""What is shown becomes a file: a picture, a film; how far it is is shown, and it can be stopped."""
import shutil
import subprocess
import unittest

from window import Story


class Files(Story):
    def files(self, window):
        return sorted(path.name for path in (window.folder / "pictures").glob("*"))

    def test_a_picture_is_saved(self):
        window = self.window(commands="mode explore; highlight psoas; view psoas; labels on")
        window.click("Views##tab")
        window.click(window.scroll_to("Picture", beside="Front"))
        window.wait(lambda: "Cancel##work" in window.items(), "how far it is, and how to stop it")
        window.screenshot("saving_a_picture", settle=0.5)
        done = window.wait(lambda: [name for name in self.files(window) if name.endswith(".png")], "the file", 300)
        self.assertEqual(self.files(window), done, "nothing half written stays")
        file = window.folder / "pictures" / done[0]
        size = subprocess.run(["identify", "-format", "%w %h", str(file)], capture_output=True, text=True, check=True)
        self.assertEqual(size.stdout, "3840 2400")
        shutil.copy(file, window.screenshot("saved_a_picture").with_name("saved_picture_file.png"))
        window.wait(lambda: "Cancel##work" not in window.items(), "the work is done")

    @unittest.skipUnless(shutil.which("ffmpeg"), "FFmpeg is not installed here")
    def test_a_film_is_stopped_by_keys(self):
        window = self.window(size="640x480", commands="mode explore; open sit_to_stand; pause")
        window.press("Views##tab")
        window.press("Film")
        window.wait(lambda: "Cancel##work" in window.items(), "how far it is, and how to stop it")
        window.screenshot("filming", settle=0.5)
        window.key("Escape")
        window.wait(lambda: "Cancel##work" not in window.items(), "it is stopped")
        window.wait(lambda: not self.files(window), "nothing half written stays")


if __name__ == "__main__":
    unittest.main()
