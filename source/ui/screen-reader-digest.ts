import type {Event} from '../run/protocol.ts';
import {eventSentence} from './screen-reader-sentences.ts';

/** Milliseconds for which an event like one that was said is only counted, and over which sentences are counted. */
const minute = 60_000;
/** Sentences about events in a minute. */
export const mostEvents = 20;

/** Makes of events, as fast as they come, sentences as fast as they can be listened to. */
export interface Digest {
	/** Takes an event in at a time, ms. `asked`: it answers a key, and is said whatever else is. */
	add(event: Event, now: number, asked: boolean): void;
	/** What is to be said by now. */
	due(now: number): readonly string[];
}

interface Kind {
	saidAt: number;
	more: number;
	last: Event;
}

/** A digest that has said nothing yet. */
export function createDigest(): Digest {
	const kinds = new Map<string, Kind>();
	let said: number[] = [];
	let waiting: string[] = [];
	let unsaid = 0;

	function add(event: Event, now: number, asked: boolean): void {
		if (asked || event.level === 'error') {
			waiting.push(eventSentence(event));
			return;
		}
		const name = alike(event);
		const known = kinds.get(name);
		if (known && now - known.saidAt < minute) {
			known.more++;
			known.last = event;
			return;
		}
		say(name, event, known?.more ?? 0, now);
	}

	/** Says it unless enough was said in this minute. */
	function say(name: string, event: Event, more: number, now: number): void {
		said = said.filter(at => now - at < minute);
		if (said.length >= mostEvents) {
			unsaid += 1 + more;
			kinds.delete(name);
			return;
		}
		said.push(now);
		kinds.set(name, {saidAt: now, more: 0, last: event});
		waiting.push(eventSentence(event, more));
	}

	function due(now: number): readonly string[] {
		for (const [name, {saidAt, more, last}] of kinds) {
			if (now - saidAt < minute) continue;
			if (more > 0) say(name, last, more - 1, now);
			else kinds.delete(name);
		}
		if (unsaid > 0 && said.every(at => now - at >= minute / 2)) {
			waiting.push(`${unsaid} more events were not read out; e says the newest.`);
			unsaid = 0;
		}
		const sentences = waiting;
		waiting = [];
		return sentences;
	}

	return {add, due};
}

/** Events whose names differ in numbers alone are alike. */
const alike = ({level, kind, message, data}: Event): string =>
	`${level} ${kind} ${String(data?.['by'] ?? '')} ${message.replaceAll(/"[^"]*"|-?\d[\d.,]*/g, '#')}`;
