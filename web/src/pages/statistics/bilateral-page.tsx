export function BilateralPage() {
  return null;
}
