import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    product: "一网统管",
    signIn: "登录",
    name: "账号",
    password: "口令",
    signingIn: "正在登录",
    linkHint: "没有口令？请向本单位安全管理员要一次性登录链接。",
    entering: "正在用一次性链接登录",
    linkFailed: "链接已用过或已失效。请向安全管理员要一个新的，或用口令登录。",
    toPublic: "群众反映问题、查询办理进度",
    expired: "登录已失效，请重新登录",
    expiredText: "您正在填写的内容还在，登录后可继续。",
  },
  {
    product: "Yiwang",
    signIn: "Sign in",
    name: "Account",
    password: "Password",
    signingIn: "Signing in",
    linkHint: "No password? Ask your security officer for a one-time sign-in link.",
    entering: "Signing in with the one-time link",
    linkFailed: "The link was used before or has ended. Ask the security officer for a new one, or use a password.",
    toPublic: "Report a problem or follow one (public)",
    expired: "Your session has ended; please sign in again",
    expiredText: "What you were writing is still here; go on after signing in.",
  },
);
