import test from 'ava';
import fc from 'fast-check';
import {createStandIns} from '../../source/ui/stand-ins.ts';

test('words become the newest rows of their places, whatever stands around them', t => {
	const row = fc.string();
	fc.assert(
		fc.property(fc.array(fc.array(row, {minLength: 1, maxLength: 8}), {minLength: 1, maxLength: 5}), frames => {
			const standIns = createStandIns();
			let before: readonly string[] = [];
			for (const rows of frames) {
				const sent = rows.map((text, place) => standIns.of(place, text));
				t.is(standIns.filled(`\u001B[H${sent.join('\u001B[K\n')}`), `\u001B[H${rows.join('\u001B[K\n')}`);
				for (const [place, word] of sent.entries()) {
					const [old, known] = [before[place], frames[frames.indexOf(rows) - 1]?.[place]];
					if (old !== undefined && known !== undefined)
						t.is(word[0] === old[0], known === rows[place], 'another row, another first character');
				}
				before = sent;
			}
		}),
	);
});

test('every word is two cells wide and holds no character that a renderer would take apart', t => {
	const standIns = createStandIns();
	for (let version = 0; version < 600; version++) {
		const word = standIns.of(version % 3, String(version));
		t.is(word.length, 2);
		t.regex(word, /^\p{Private_Use}{2}$/u);
	}
});
