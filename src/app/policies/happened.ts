/** What happened, as a policy is told it. */
export interface Happened {
  deal_id: string;
  number: number;
  kind: string;
}
