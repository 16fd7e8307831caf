/**
 * Reads the Test Anything Protocol as AVA writes it, a line at a time.
 * `onTest` gets each test when it is complete: {title, outcome: 'passed' | 'failed' | 'skipped', lines}, lines being its report.
 */
export function createTapReader(onTest) {
	let current;
	const finish = () => {
		if (current) {
			onTest(current);
		}
		current = undefined;
	};
	return {
		line(text) {
			const [, not, rest] = /^(not )?ok \d+(?: - (.*))?$/.exec(text) ?? [];
			if (rest === undefined) {
				// What follows a test indented is its report, or what it logged; anything else is the plan or a count.
				if (current && /^( |# {3})/.test(text)) {
					current.lines.push(text);
				}
				return;
			}
			finish();
			const title = rest.replace(/ # (SKIP|TODO)$/, '');
			current = {title, outcome: title === rest ? (not ? 'failed' : 'passed') : 'skipped', lines: []};
		},
		end: finish,
	};
}
