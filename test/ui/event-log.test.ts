import test from 'ava';
import fc from 'fast-check';
import {eventFilter} from '../../source/ui/event-filter.ts';
import {absorbed, emptyLog, folded, joined, mostKept, visibleEvents, withOlder} from '../../source/ui/event-log.ts';
import {event} from './views/frames.ts';

const pulse = (seq: number, times = 1) =>
	event('excited 19 nodes', {seq, kind: 'pulse', data: {by: 'synthetic'}, times});
const note = (seq: number, rest: Parameters<typeof event>[1] = {}) => event(`event ${seq}`, {seq, ...rest});
const seqs = (events: ReadonlyArray<{readonly seq: number; readonly times: number}>) =>
	events.map(({seq, times}) => [seq, times]);

test('what comes by itself again and again takes one row', t => {
	t.deepEqual(seqs(folded([note(1), pulse(2), pulse(4), pulse(5), note(6), note(7)])), [
		[1, 1],
		[5, 3],
		[6, 1],
		[7, 1],
	]);
});

test('older and newer events are joined without a gap and without any twice', t => {
	t.deepEqual(seqs(joined([note(1), note(3)], [note(3), note(5)])), [
		[1, 1],
		[3, 1],
		[5, 1],
	]);
	// The run has folded two that are known here already.
	t.deepEqual(seqs(joined([note(1), pulse(3, 2)], [pulse(4, 3), note(5)])), [
		[1, 1],
		[4, 3],
		[5, 1],
	]);
	// What an attached screen says itself has the number of the event before it.
	t.deepEqual(seqs(joined([note(3)], [note(3), note(3, {ts: '2026-11-21T10:15:06.001Z'})])).length, 2);
	const same = [note(1)];
	t.is(joined(same, [note(1)]), same);
});

test('however a log is cut into what was loaded and what came, it is the same', t => {
	const list = fc.array(fc.boolean(), {maxLength: 40});
	fc.assert(
		fc.property(list, fc.nat(40), fc.nat(40), (kinds, a, b) => {
			const all = kinds.map((own, at) => (own ? pulse(2 * at + 1) : note(2 * at + 1)));
			const [from, to] = [Math.min(a, b, all.length), Math.min(Math.max(a, b), all.length)];
			const whole = folded(all);
			const newest = folded(all.slice(from));
			t.deepEqual(seqs(joined(folded(all.slice(0, to)), newest)), seqs(whole));
		}),
	);
});

test('a log that is not kept is that of the frame; one that is takes in what is new', t => {
	const frame = [note(5), note(6)];
	t.is(absorbed(emptyLog, frame), emptyLog);
	t.is(visibleEvents(emptyLog, frame), frame);
	const kept = {...emptyLog, kept: [note(1), note(5)]};
	const log = absorbed(kept, frame);
	t.deepEqual(seqs(log.kept ?? []).length, 3);
	t.is(absorbed(log, frame), log);
	const long = {...kept, kept: Array.from({length: mostKept}, (_, at) => note(at))};
	t.is(absorbed(long, [note(mostKept + 1)]).kept?.length, mostKept, 'no log grows without end');
});

test('older events come first; fewer than were asked for means that there are no more', t => {
	const log = withOlder({...emptyLog, kept: [note(9)], loading: true}, [], [note(1), note(2)], 2);
	t.deepEqual(seqs(log.kept ?? []).length, 3);
	t.false(log.complete);
	t.false(log.loading);
	t.true(withOlder(log, [], [], 2).complete);
	const many = Array.from({length: mostKept}, (_, at) => note(at));
	const cut = withOlder({...emptyLog, kept: [note(mostKept)]}, [], many, mostKept);
	t.is(cut.kept?.length, mostKept);
	t.true(cut.cut);
	t.is(visibleEvents(cut, [note(mostKept)]).at(-1)?.seq, mostKept - 1);
});

test('levels and filters leave what fits', t => {
	const frame = [note(1, {level: 'debug'}), note(2), note(3, {level: 'warn', kind: 'late'}), note(4, {level: 'error'})];
	const left = (rest: Partial<typeof emptyLog>) => visibleEvents({...emptyLog, ...rest}, frame).map(({seq}) => seq);
	t.deepEqual(left({level: 'info'}), [2, 3, 4]);
	t.deepEqual(left({level: 'warn'}), [3, 4]);
	t.deepEqual(left({level: 'error'}), [4]);
	t.deepEqual(left({filter: eventFilter('late')}), [3]);
	t.deepEqual(left({filter: eventFilter('!late|event 4')}), [1, 2]);
	t.deepEqual(left({filter: eventFilter('LATE')}), []);
	t.deepEqual(left({filter: eventFilter('\\S LATE|tick 30 warn')}), [3]);
	t.deepEqual(left({filter: eventFilter('^10:15:05 ')}), [1, 2, 3, 4]);
});

test('a filter that is no regular expression says why', t => {
	t.throws(() => eventFilter('[x'), {message: '/[x/ is no regular expression: Unterminated character class'});
	t.throws(() => eventFilter('!(a/'), {message: '/(a// is no regular expression: Unterminated group'});
	t.throws(() => eventFilter('*'), {message: '/*/ is no regular expression: Nothing to repeat'});
});

test('a log in which somebody reads takes no more than it has room for, and keeps what is read', t => {
	const notes = (first: number, count: number) => Array.from({length: count}, (_, at) => note(first + at));
	const events = notes(1, mostKept);
	const reading = {...emptyLog, kept: events, complete: true, cursor: 5};
	const full = absorbed(reading, notes(mostKept - 10, 40));
	t.is(full.kept?.length, mostKept);
	t.is(full.kept?.[0]?.seq, 1);
	t.true(full.cut);
	t.true(full.complete);
	t.is(absorbed(full, notes(mostKept, 90)), full, 'and then none');
	const last = absorbed({...reading, cursor: mostKept + 15}, notes(mostKept - 10, 40));
	t.is(last.kept?.at(-1)?.seq, mostKept + 15);
	t.is(last.kept?.length, mostKept);
	t.false(last.complete);
});
