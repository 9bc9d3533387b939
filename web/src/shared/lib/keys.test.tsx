import { fireEvent, render, screen } from "@testing-library/react";
import { useMemo } from "react";
import { expect, test } from "vitest";

import { useKeys } from "./keys";

function Page({ pressed }: { pressed: (keys: string) => void }) {
  useKeys("page", useMemo(() => [{ keys: "j", label: "next", run: pressed }, { keys: "1", label: "send", run: pressed }], [pressed]));
  return (
    <>
      <input type="checkbox" aria-label="pick" />
      <input type="text" aria-label="words" />
    </>
  );
}

test("letters are keys while a row's box has the focus, and letters while somebody types", () => {
  const heard: string[] = [];
  render(<Page pressed={(keys) => { heard.push(keys); }} />);
  fireEvent.keyDown(screen.getByLabelText("words"), { key: "j" });
  expect(heard).toEqual([]);
  fireEvent.keyDown(screen.getByLabelText("pick"), { key: "j" });
  expect(heard).toEqual(["j"]);
});

test("a key that is held down walks on, but acts once", () => {
  const heard: string[] = [];
  render(<Page pressed={(keys) => { heard.push(keys); }} />);
  for (const key of ["j", "1"]) {
    fireEvent.keyDown(document.body, { key });
    fireEvent.keyDown(document.body, { key, repeat: true });
  }
  expect(heard).toEqual(["j", "j", "1"]);
});
