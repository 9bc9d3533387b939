import { useEffect, useRef, useState } from "react";
import { useNavigate, useParams } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import { SignInPage } from "./SessionGate";
import { useSignIn } from "./me";
import { texts } from "./texts";

/** Redeems a one-time link. The secret leaves the address bar before anything else happens. */
export default function EnterPage({ home = "/desk" }: { home?: "/desk" | "/m/" }) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const { token } = useParams();
  const [secret] = useState(() => token ?? location.hash.slice(1));
  const signIn = useSignIn();
  const begun = useRef(false);
  const { mutate } = signIn;
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    history.replaceState(null, "", home === "/m/" ? "/m/enter" : "/enter");
    if (secret) mutate({ link: secret }, { onSuccess: () => void navigate(home, { replace: true }) });
  }, [secret, mutate, navigate, home]);
  if (!secret) return <SignInPage />;
  if (signIn.error) return <SignInPage note={t("linkFailed")} />;
  return <main className="sign-in" role="status">{t("entering")}</main>;
}
