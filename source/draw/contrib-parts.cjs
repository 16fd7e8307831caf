// What contrib-host.ts uses of blessed and blessed-contrib: bundled to one file of this name beside the program.
module.exports = {
	blessed: require('blessed'),
	line: require('blessed-contrib/lib/widget/charts/line'),
	donut: require('blessed-contrib/lib/widget/donut'),
};
