import type { Bilingual } from "@/shared/api/types";

/** What the security record calls the acts that it holds. */
export const ACTS: Record<string, Bilingual> = {
  "session.open": { zh: "登录", en: "Sign in" },
  "session.close": { zh: "退出登录", en: "Sign out" },
  "password.change": { zh: "修改口令", en: "Change a password" },
  "link.create": { zh: "生成登录链接", en: "Make a sign-in link" },
  "token.create": { zh: "生成令牌", en: "Make a token" },
  "token.revoke": { zh: "吊销令牌", en: "Revoke a token" },
  "account.create": { zh: "新建账号", en: "Create an account" },
  "account.change": { zh: "修改账号", en: "Change an account" },
  "account.disable": { zh: "停用账号", en: "Disable an account" },
  "account.enable": { zh: "启用账号", en: "Enable an account" },
  "account.unlock": { zh: "解锁账号", en: "Unlock an account" },
  "unmask_reporters": { zh: "查看反映人全文", en: "See reporters in full" },
  "export_cases": { zh: "导出案件清单", en: "Export a list of cases" },
  "personal.read": { zh: "查看个人信息", en: "Read personal data" },
  "personal.export": { zh: "导出个人信息", en: "Export personal data" },
  "personal.erase": { zh: "删除个人信息", en: "Erase personal data" },
  "cases.erase": { zh: "删除来件个人信息", en: "Erase a reporter's data" },
  "undo_import": { zh: "撤销导入", en: "Take an import back" },
  "organisation.change": { zh: "修改组织", en: "Change the organisation" },
  "organisation.retire": { zh: "停用组织", en: "Retire in the organisation" },
  "areas.change": { zh: "修改区域", en: "Change areas" },
  "areas.retire": { zh: "停用区域", en: "Retire areas" },
  "city.change": { zh: "修改城市", en: "Change the city" },
  "trail.read": { zh: "查阅审计记录", en: "Read the audit trail" },
};
