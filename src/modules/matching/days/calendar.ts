/** One entry of a calendar. */
export interface CalendarEvent {
  uid: string;
  sequence: number;
  stamped_at: Date;
  starts_at: Date;
  ends_at: Date;
  summary: string;
  location: string;
  description: string;
  /** Called off: calendars that hold it cross it out. */
  cancelled: boolean;
}

/** A line holds 75 octets at most, the line break not counted (RFC 5545, 3.1). */
const OCTETS = 75;

/** A calendar file (RFC 5545): times in UTC, texts escaped, long lines folded. */
export function writeCalendar(events: readonly CalendarEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Sauda//Matchmaking day//EN',
    'METHOD:PUBLISH',
    ...events.flatMap((event) => [
      'BEGIN:VEVENT',
      `UID:${text(event.uid)}`,
      `SEQUENCE:${event.sequence}`,
      `DTSTAMP:${utc(event.stamped_at)}`,
      `DTSTART:${utc(event.starts_at)}`,
      `DTEND:${utc(event.ends_at)}`,
      `SUMMARY:${text(event.summary)}`,
      `LOCATION:${text(event.location)}`,
      `DESCRIPTION:${text(event.description)}`,
      `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** TEXT of RFC 5545, 3.3.11. */
function text(value: string): string {
  return value.replaceAll(/[\\;,]/g, (mark) => `\\${mark}`).replaceAll(/\r\n|\r|\n/g, '\\n');
}

/** Folds between characters, never inside of one. */
function fold(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const more = Buffer.byteLength(character);
    if (octets + more > OCTETS) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += more;
  }
  return folded;
}
