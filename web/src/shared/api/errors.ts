import type { Bilingual } from "./types";

/** What went wrong on the way to the server or on it; `code` is stable, the sentence is for people. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly sentence: Bilingual,
    readonly field: string | null = null,
    /** The whole error body, for errors that carry more (a list of wrong rows). */
    readonly body: Record<string, unknown> = {},
  ) {
    super(`${code}: ${sentence.en}`);
    this.name = "ApiError";
  }
}

const OFFLINE: Bilingual = {
  zh: "连不上服务器。您填写的内容还在，请检查网络后重试。",
  en: "The server cannot be reached. What you typed is still here; check the network and try again.",
};
const UNREADABLE: Bilingual = {
  zh: "服务器的回答无法读取，请稍后重试；如反复出现，请把代码告诉管理员。",
  en: "The server's answer could not be read. Try again later, and give the code to an administrator if it persists.",
};

const PHOTO_LOST: Bilingual = {
  zh: "照片已不在这台手机上（可能被浏览器清理），请重新拍照填写。",
  en: "The photo is no longer on this phone (the browser may have cleared it); take it again.",
};

const SIGNED_OUT: Bilingual = {
  zh: "这一件要由写它的人登录后发送。",
  en: "This can be sent only by the person who wrote it, signed in.",
};
/** The one who wrote it has signed out. */
export const signedOut = (): ApiError => new ApiError("signed_out", 401, SIGNED_OUT);
/** What was kept to be sent is gone. */
export const photoLost = (): ApiError => new ApiError("photo_lost", 410, PHOTO_LOST);
export const offline = (): ApiError => new ApiError("offline", 0, OFFLINE);

function bilingual(value: unknown): Bilingual | null {
  if (typeof value === "string") return { zh: value, en: value };
  if (typeof value !== "object" || value === null) return null;
  const { zh, en } = value as Record<string, unknown>;
  return typeof zh === "string" && typeof en === "string" ? { zh, en } : null;
}

/** Turn an error response into an {@link ApiError}, whatever its body is. */
export function fromBody(status: number, body: unknown): ApiError {
  const error = (body as { error?: Record<string, unknown> } | null)?.error;
  const sentence = bilingual(error?.message);
  if (!error || typeof error.code !== "string" || !sentence) {
    return new ApiError(`http_${String(status)}`, status, UNREADABLE);
  }
  return new ApiError(error.code, status, sentence, typeof error.field === "string" ? error.field : null, error);
}

/** What the person can do next, by the kind of error; the server's own sentence says what happened. */
export function advice(error: ApiError): Bilingual {
  if (error.code === "stale" || (error.status === 409 && error.code.includes("stale"))) {
    return {
      zh: "别人刚刚改动了这个案件。已为您载入最新内容，请看过后再操作。",
      en: "Somebody has just changed this case. The latest state is loaded; look at it and act again.",
    };
  }
  if (error.code === "illegal_move") {
    return {
      zh: "案件已不在可以这样操作的环节，下方操作已刷新。",
      en: "The case is no longer at a stage that allows this; the actions below are refreshed.",
    };
  }
  if (error.status === 0) return { zh: "检查网络后重试。", en: "Check the network and try again." };
  if (error.status === 401) return { zh: "请重新登录，填写的内容会保留。", en: "Sign in again; what you typed is kept." };
  if (error.status === 403) return { zh: "如需此权限，请联系本单位的安全管理员。", en: "Ask your security officer if you need this permission." };
  if (error.status === 404) return { zh: "请核对编号，或返回列表。", en: "Check the number, or go back to the list." };
  if (error.status === 413) return { zh: "请缩小文件后重试。", en: "Make the file smaller and try again." };
  if (error.status === 422 || error.status === 400) return { zh: "请改正后再提交。", en: "Correct it and submit again." };
  if (error.status === 429) return { zh: "稍等片刻再试，无需重复填写。", en: "Wait a little and try again; nothing needs retyping." };
  return { zh: "稍后重试；没有收到确认的内容不算提交成功。", en: "Try again later; what was not confirmed was not stored." };
}

export const asApiError = (error: unknown): ApiError =>
  error instanceof ApiError ? error : new ApiError("page", -1, UNREADABLE);
