export interface MapPoint {
  id: string;
  lon: number;
  lat: number;
  tone: string;
  label?: string;
}
export interface MapProps {
  height: string;
  points?: MapPoint[];
  /** A draggable pin: where something is being reported. */
  pin?: { lon: number; lat: number } | null;
  onPin?: (lon: number, lat: number) => void;
  onPoint?: (id: string) => void;
  onArea?: (code: string, name: string) => void;
  /** Area code whose outline is drawn strongly. */
  highlight?: string | null;
  focus?: { lon: number; lat: number; zoom?: number } | null;
  label: string;
}
