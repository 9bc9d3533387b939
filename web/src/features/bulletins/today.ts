import { cityZone } from "@/shared/time/format";
import { useNow } from "@/shared/time/clock";

/** The day of the city, written `YYYY-MM-DD`. */
export const useToday = (): string => new Intl.DateTimeFormat("sv-SE", { timeZone: cityZone() }).format(useNow());
