/** What is worth sending over a weak network: enough to see a crack, not the camera's twelve megapixels. */
const LONGEST_SIDE = 1920;
const QUALITY = 0.82;

/** Return a picture as it is sent: upright, smaller, without the metadata of the camera; else the file itself. */
export async function shrink(file: File): Promise<Blob> {
  if (!file.type.startsWith("image/")) return file;
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file; // a kind that this browser cannot draw: the server decides
  }
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const made = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve, "image/jpeg", QUALITY); });
  return made ?? file;
}
