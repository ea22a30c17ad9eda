export function CustomsPage() {
  return null;
}
