import { writeState } from "@/shared/lib/urlState";
import type { Column } from "../model/columns";
import type { Filters } from "../model/filters";

/** Where a list is shown as it goes on paper. */
export const printAddress = (filters: Filters, columns: Column[], title: string, by: string | null): string =>
  `/desk/print?${writeState(new URLSearchParams(), { ...filters, columns: columns.join(","), title, by: by ?? "" }).toString()}`;
