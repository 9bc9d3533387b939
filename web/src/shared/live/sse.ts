/** One message of a server-sent stream. */
export interface Frame {
  id: string | null;
  kind: string;
  data: string;
}

/** Cut a text stream into messages (WHATWG server-sent streams); keeps what is not complete yet. */
export class FrameReader {
  private rest = "";
  private id: string | null = null;
  private kind = "";
  private lines: string[] = [];

  push(text: string): Frame[] {
    const frames: Frame[] = [];
    const all = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = all.pop() ?? "";
    for (const line of all) {
      const frame = this.line(line);
      if (frame) frames.push(frame);
    }
    return frames;
  }

  private line(line: string): Frame | null {
    if (line === "") {
      const frame = this.lines.length > 0 ? { id: this.id, kind: this.kind || "message", data: this.lines.join("\n") } : null;
      this.kind = "";
      this.lines = [];
      return frame;
    }
    if (line.startsWith(":")) return null;
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.lines.push(value);
    else if (field === "event") this.kind = value;
    else if (field === "id" && !value.includes("\0")) this.id = value;
    return null;
  }
}
