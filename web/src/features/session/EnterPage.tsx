import { useEffect, useRef, useState } from "react";
import { useNavigate, useParams } from "react-router";

import { api } from "@/shared/api/client";
import type { Me, Role } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { SignInPage } from "./SessionGate";
import { useSignIn } from "./me";
import { texts } from "./texts";

/** Roles whose work is out of doors or on the way. */
const AFOOT = new Set<Role>(["handler", "verifier", "leader"]);
const SMALL = "(max-width: 700px)";

/** Where a link leads: on a phone, people who work on the phone find the small screen. */
async function startOf(home: "/desk" | "/m/"): Promise<string> {
  if (home === "/m/" || !matchMedia(SMALL).matches) return home;
  const me = await api.get<Me>("/me", {}, { anonymous: true }).catch(() => null);
  return me && me.roles.length > 0 && me.roles.every((role) => AFOOT.has(role)) ? "/m/" : home;
}

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
    if (secret) mutate({ link: secret }, { onSuccess: () => void startOf(home).then((start) => navigate(start, { replace: true })) });
  }, [secret, mutate, navigate, home]);
  if (!secret) return <SignInPage />;
  if (signIn.error) return <SignInPage note={t("linkFailed")} />;
  return <main className="sign-in" role="status">{t("entering")}</main>;
}
