export const CORE: string;
export const REOPEN: string;
export function withCore(
  create: (settings: unknown) => Promise<unknown>,
  address: string,
  image?: { bytes: number; functions: number },
  told?: (functions: number) => void,
): (settings: unknown) => Promise<never>;
