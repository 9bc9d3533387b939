import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import type { ReadText } from "@/shared/api/reading";
import { ReadingPanel } from "./public";

const both = (zh: string, en = zh) => ({ zh, en });
const READ: ReadText = {
  tags: [{ code: "threat", name: both("扬言", "threat"), words: ["跳楼"], reason: both("出现：跳楼", "found: 跳楼") }],
  subjects: [{ name: "锦绣花园小区", kind: "estate", written: ["锦绣花园"], reason: both("按名称结尾识别为小区", "by the ending of its name") }],
  elements: [{ code: "when", name: both("时间", "when"), words: ["昨天"] }, { code: "where", name: both("地点", "where"), words: [] }],
  feeling: { value: -0.5, kind: "negative", words: ["恶劣"], reason: both("负面：恶劣", "negative: 恶劣") },
  personal: [{ kind: "mobile", name: both("手机号", "mobile number"), count: 2 }],
  failed: [],
};

test("each thing that the words say stands with its reason", () => {
  render(<ReadingPanel reading={READ} missing={["地点"]} />);
  expect(screen.getByText("扬言")).toBeDefined();
  expect(screen.getByText("出现：跳楼")).toBeDefined();
  expect(screen.getByText("锦绣花园小区（按名称结尾识别为小区）")).toBeDefined();
  expect(screen.getByText("昨天")).toBeDefined();
  expect(screen.getByText("还缺").nextElementSibling?.textContent).toBe("地点");
  expect(screen.getByText("手机号 × 2")).toBeDefined();
  expect(screen.queryByText("未能解析")).toBeNull();
});
