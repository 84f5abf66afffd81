"""What a quotation version says and what a cost layer says is never changed or deleted."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION sales_stays_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME USING ERRCODE = '23514',
        CONSTRAINT = TG_TABLE_NAME || '_stays_written';
END $$;
CREATE TRIGGER sales_quotationline_stays BEFORE UPDATE OR DELETE ON sales_quotationline
    FOR EACH ROW EXECUTE FUNCTION sales_stays_written();
CREATE TRIGGER sales_costlayer_stays BEFORE UPDATE OR DELETE ON sales_costlayer
    FOR EACH ROW EXECUTE FUNCTION sales_stays_written();
CREATE TRIGGER sales_quotationversion_stays BEFORE DELETE ON sales_quotationversion
    FOR EACH ROW EXECUTE FUNCTION sales_stays_written();

CREATE TRIGGER sales_quotationversion_says BEFORE UPDATE ON sales_quotationversion
    FOR EACH ROW WHEN (
        (OLD.quotation_id, OLD.version, OLD.variant_id, OLD.spec_key, OLD.option_codes,
         OLD.list_fen, OLD.discount_fen, OLD.discount_reason, OLD.discount_note, OLD.goods_fen,
         OLD.total_fen, OLD.loan_fen, OLD.loan_months, OLD.registers_himself, OLD.made_at)
        IS DISTINCT FROM
        (NEW.quotation_id, NEW.version, NEW.variant_id, NEW.spec_key, NEW.option_codes,
         NEW.list_fen, NEW.discount_fen, NEW.discount_reason, NEW.discount_note, NEW.goods_fen,
         NEW.total_fen, NEW.loan_fen, NEW.loan_months, NEW.registers_himself, NEW.made_at)
        OR (OLD.sent_at IS NOT NULL
            AND (OLD.sent_at, OLD.valid_until) IS DISTINCT FROM (NEW.sent_at, NEW.valid_until))
    ) EXECUTE FUNCTION sales_stays_written();
"""
BACKWARD = """
DROP TRIGGER sales_quotationversion_says ON sales_quotationversion;
DROP TRIGGER sales_quotationversion_stays ON sales_quotationversion;
DROP TRIGGER sales_costlayer_stays ON sales_costlayer;
DROP TRIGGER sales_quotationline_stays ON sales_quotationline;
DROP FUNCTION sales_stays_written();
"""


class Migration(migrations.Migration):
    dependencies = [("sales", "0001_sales")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
