/** A named set of contributions. Names are unique: two of one name would make a pack's reference ambiguous. */
export class Registry<T extends { name: string }> {
  private readonly items = new Map<string, T>();

  constructor(private readonly kind: string) {}

  install(...items: T[]): void {
    for (const item of items) {
      if (this.items.has(item.name)) throw new Error(`${this.kind} ${item.name} is installed twice`);
      this.items.set(item.name, item);
    }
  }

  get(name: string): T | undefined {
    return this.items.get(name);
  }

  all(): T[] {
    return [...this.items.values()];
  }
}
