import { useState } from "react";

import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useSignIn } from "./me";
import { texts } from "./texts";

export function SignInForm({ onDone }: { onDone?: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const signIn = useSignIn();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  return (
    <form
      className="sign-in-form"
      onSubmit={(sent) => {
        sent.preventDefault();
        signIn.mutate({ name, password }, { onSuccess: onDone });
      }}
    >
      <label>
        {t("name")}
        <input className="input" value={name} autoComplete="username" required autoFocus onChange={(typed) => { setName(typed.target.value); }} />
      </label>
      <label>
        {t("password")}
        <input className="input" type="password" value={password} autoComplete="current-password" required onChange={(typed) => { setPassword(typed.target.value); }} />
      </label>
      {signIn.error && (
        <p className="problem" role="alert">
          {say(asApiError(signIn.error).sentence)}
        </p>
      )}
      <button type="submit" className="btn" data-primary disabled={signIn.isPending}>
        {signIn.isPending ? t("signingIn") : t("signIn")}
      </button>
      <p className="weak">{t("linkHint")}</p>
    </form>
  );
}
