// Puts the Chinese fonts (Noto Sans SC, OFL) beside the program that prints documents, which must not depend on what
// fonts a machine has: PDF files, and pictures of charts in Word files.
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const from = join(web, "node_modules", "@expo-google-fonts", "noto-sans-sc");
const to = join(web, "..", "src", "yiwang", "infra", "documents", "typefaces");

mkdirSync(to, { recursive: true });
for (const file of ["400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf", "LICENSE_FONT"]) {
  copyFileSync(join(from, file), join(to, file.split("/").at(-1)));
}
