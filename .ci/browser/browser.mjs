// Prints the path of a Chromium: one that is installed, else one that is downloaded into a folder.
//
//   node browser.mjs FOLDER

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import {
  Browser,
  computeExecutablePath,
  detectBrowserPlatform,
  install,
  resolveBuildId,
} from "@puppeteer/browsers";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

const executable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const folders = (process.env.PATH ?? "").split(delimiter);
const installed = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(executable);
if (installed) {
  console.log(installed);
} else {
  const cacheDir = process.argv[2];
  const browser = Browser.CHROMEHEADLESSSHELL;
  const buildId = await resolveBuildId(browser, detectBrowserPlatform(), "stable");
  await install({ browser, buildId, cacheDir });
  console.log(computeExecutablePath({ browser, buildId, cacheDir }));
}
