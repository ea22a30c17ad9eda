export function RfqPage() {
  return null;
}
