"""What a version says of a trade-in is never changed either."""

from django.db import migrations

_TRIGGER = """
DROP TRIGGER sales_quotationversion_says ON sales_quotationversion;
CREATE TRIGGER sales_quotationversion_says BEFORE UPDATE ON sales_quotationversion
    FOR EACH ROW WHEN (
        (OLD.quotation_id, OLD.version, OLD.variant_id, OLD.spec_key, OLD.option_codes,
         OLD.list_fen, OLD.discount_fen, OLD.discount_reason, OLD.discount_note, OLD.goods_fen,
         OLD.total_fen, OLD.loan_fen, OLD.loan_months, OLD.registers_himself, OLD.made_at{old})
        IS DISTINCT FROM
        (NEW.quotation_id, NEW.version, NEW.variant_id, NEW.spec_key, NEW.option_codes,
         NEW.list_fen, NEW.discount_fen, NEW.discount_reason, NEW.discount_note, NEW.goods_fen,
         NEW.total_fen, NEW.loan_fen, NEW.loan_months, NEW.registers_himself, NEW.made_at{new})
        OR (OLD.sent_at IS NOT NULL
            AND (OLD.sent_at, OLD.valid_until) IS DISTINCT FROM (NEW.sent_at, NEW.valid_until))
    ) EXECUTE FUNCTION sales_stays_written();
"""
FORWARD = _TRIGGER.format(
    old=", OLD.trade_in_fen, OLD.trade_in_note", new=", NEW.trade_in_fen, NEW.trade_in_note"
)
BACKWARD = _TRIGGER.format(old="", new="")


class Migration(migrations.Migration):
    dependencies = [("sales", "0006_quotation_takes_a_trade_in")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
