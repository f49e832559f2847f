import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Arrays;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** FLAVOUR FILE...: a line for each file, PASS or FAIL, and for each failed clause what it is. */
public final class VeraPdf {
    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(args[0]);
        boolean good = true;
        for (String file : Arrays.asList(args).subList(1, args.length)) {
            try (InputStream data = new FileInputStream(file);
                    PDFAParser parser = Foundries.defaultInstance().createParser(data, flavour);
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                ValidationResult result = validator.validate(parser);
                System.out.println((result.isCompliant() ? "PASS " : "FAIL ") + file);
                result.getFailedChecks().forEach((rule, count) ->
                        System.out.println("  " + rule.getClause() + "-" + rule.getTestNumber() + ", " + count + " times"));
                good &= result.isCompliant();
            }
        }
        System.exit(good ? 0 : 1);
    }
}
