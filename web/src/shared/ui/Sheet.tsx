import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useEffect, useRef } from "react";

import { useTexts } from "../i18n/catalogue";
import { texts } from "./texts";

/** A dialog over the page: the browser keeps the focus inside and Escape closes it. */
export function Sheet({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const t = useTexts(texts);
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    ref.current?.showModal();
    // What is asked for, or else what will be done; the browser would begin at the cross.
    const body = ref.current?.querySelector(".sheet-body");
    (body?.querySelector<HTMLElement>("input:not(:disabled), textarea, select") ?? body?.querySelector<HTMLElement>("[data-primary]"))?.focus();
  }, []);
  return (
    <dialog ref={ref} className="sheet" aria-label={title} onClose={onClose} onCancel={onClose}>
      <div className="sheet-head">
        <h2>{title}</h2>
        <button type="button" className="btn" data-quiet onClick={onClose}>
          <X size={18} aria-hidden />
          <span className="sr">{t("close")}</span>
        </button>
      </div>
      <div className="sheet-body">{children}</div>
    </dialog>
  );
}
